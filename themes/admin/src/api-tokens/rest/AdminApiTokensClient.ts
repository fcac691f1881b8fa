import type { Answer, Body, Schemas } from "../../../../shared/rest/contract";
import { RestClient } from "../../../../shared/rest/RestClient";
import { download } from "./download";
import { bodyOf, queryOf, type TokenFilter, type TokenPage } from "./filter";
import type { Definitions } from "./settings";

/** How many there are, or how far they were counted when there are more. */
export type BoundedCount = Schemas["Count"];

/** Who has most of the newest tokens, so many of which were looked at; there may be more than those. */
export type TopOwners = Schemas["TopOwners"];

/** The admin REST of one realm. Every call throws a `RestError` when it fails. */
export class AdminApiTokensClient {
  private readonly rest: RestClient;

  constructor(
    private readonly baseUrl: string,
    private readonly accessToken: () => Promise<string | undefined>,
  ) {
    this.rest = new RestClient(baseUrl, accessToken);
  }

  list = (filter: TokenFilter, page: TokenPage, signal: AbortSignal) =>
    this.rest.get<Answer<"findTokens">>(`?${queryOf(filter, page)}`, signal);

  count = (filter: TokenFilter, signal: AbortSignal) =>
    this.rest.get<Answer<"countTokens">>(`/count?${queryOf(filter)}`, signal);

  export = async (filter: TokenFilter) =>
    download(`${this.baseUrl}/export?${queryOf(filter)}`, await this.accessToken());

  owners = (filter: TokenFilter, signal: AbortSignal) =>
    this.rest.get<Answer<"findTopOwners">>(`/owners?${queryOf(filter)}`, signal);

  token = (id: string) => this.rest.get<Answer<"findToken">>(`/${encodeURIComponent(id)}`);

  create = (machine: Body<"createMachineToken">) =>
    this.rest.post<Answer<"createMachineToken">>("", machine);

  rotate = (id: string) =>
    this.rest.post<Answer<"rotateMachineToken">>(`/${encodeURIComponent(id)}/rotate`, {});

  revoke = (id: string) => this.rest.delete(`/${encodeURIComponent(id)}`);

  revokeThese = (ids: string[]) => this.revokeAll({ ids });

  revokeMatching = (filter: TokenFilter) => this.revokeAll(bodyOf(filter));

  lookup = (token: string) =>
    this.rest.post<Answer<"lookUpToken">>("/lookup", { token } satisfies Body<"lookUpToken">);

  settings = (signal: AbortSignal) => this.rest.get<Answer<"readSettings">>("/settings", signal);

  settingDefinitions = (signal: AbortSignal) =>
    this.rest.get<Definitions>("/settings/definitions", signal);

  unreadableSettings = (signal: AbortSignal) =>
    this.rest.get<Answer<"readUnreadable">>("/settings/unreadable", signal);

  saveSettings = (changes: object) => this.rest.put<Answer<"changeSettings">>("/settings", changes);

  servers = (signal: AbortSignal) =>
    this.rest.get<Answer<"listResourceServers">>("/resource-servers", signal);

  tryOut = (clientId: string, username: string) =>
    this.rest.post<Answer<"tryIntrospection">>(
      `/resource-servers/${encodeURIComponent(clientId)}/trial`,
      username ? { username } : {},
    );

  private revokeAll = async (which: Body<"revokeTokens">) =>
    (await this.rest.post<Answer<"revokeTokens">>("/revoke", which)).revoked;
}
