import { RestClient } from "../../../../shared/rest/RestClient";
import type { ApiToken, IssuedApiToken, MachineToken } from "./apiToken";
import { download } from "./download";
import { bodyOf, queryOf, type TokenFilter, type TokenPage } from "./filter";
import type { ResourceServer, Trial } from "./resourceServer";
import type { Definitions, Settings, Unreadable } from "./settings";

/** How many there are, or how far they were counted when there are more. */
export type BoundedCount = { count: number; more: boolean };

/** Who has most of the newest tokens, so many of which were looked at; there may be more than those. */
export type TopOwners = {
  owners: { userId: string; username: string | null; clientId: string | null; count: number }[];
  counted: number;
  more: boolean;
};

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
    this.rest.get<ApiToken[]>(`?${queryOf(filter, page)}`, signal);

  count = (filter: TokenFilter, signal: AbortSignal) =>
    this.rest.get<BoundedCount>(`/count?${queryOf(filter)}`, signal);

  export = async (filter: TokenFilter) =>
    download(`${this.baseUrl}/export?${queryOf(filter)}`, await this.accessToken());

  owners = (filter: TokenFilter, signal: AbortSignal) =>
    this.rest.get<TopOwners>(`/owners?${queryOf(filter)}`, signal);

  create = (machine: MachineToken) => this.rest.post<IssuedApiToken>("", machine);

  rotate = (id: string) => this.rest.post<IssuedApiToken>(`/${encodeURIComponent(id)}/rotate`, {});

  revoke = (id: string) => this.rest.delete(`/${encodeURIComponent(id)}`);

  revokeThese = (ids: string[]) => this.revokeAll({ ids });

  revokeMatching = (filter: TokenFilter) => this.revokeAll(bodyOf(filter));

  lookup = (token: string) => this.rest.post<ApiToken>("/lookup", { token });

  settings = (signal: AbortSignal) => this.rest.get<Settings>("/settings", signal);

  settingDefinitions = (signal: AbortSignal) =>
    this.rest.get<Definitions>("/settings/definitions", signal);

  unreadableSettings = (signal: AbortSignal) =>
    this.rest.get<Unreadable[]>("/settings/unreadable", signal);

  saveSettings = (changes: object) => this.rest.put<Settings>("/settings", changes);

  servers = (signal: AbortSignal) => this.rest.get<ResourceServer[]>("/resource-servers", signal);

  tryOut = (clientId: string, username: string) =>
    this.rest.post<Trial>(
      `/resource-servers/${encodeURIComponent(clientId)}/trial`,
      username ? { username } : {},
    );

  private revokeAll = async (which: object) =>
    (await this.rest.post<{ revoked: number }>("/revoke", which)).revoked;
}
