import { Button, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import type { PropsWithChildren } from "react";
import { useTranslation } from "react-i18next";
import type { ApiToken } from "../rest/adminApiTokens";
import { isFiltered, revocable, type TokenFilter } from "../rest/filter";

/** What is to be revoked. */
export type Revocation =
  | { kind: "one"; token: ApiToken }
  | { kind: "selected"; tokens: ApiToken[] }
  | { kind: "matching"; filter: TokenFilter };

type RevokeActionsProps = PropsWithChildren<{
  filter: TokenFilter;
  tokens: ApiToken[];
  selected: ApiToken[];
  onRevoke: (revocation: Revocation) => void;
}>;

/** Above the table: what can be done with many tokens, for those who may. */
export const RevokeActions = ({
  filter,
  tokens,
  selected,
  onRevoke,
  children,
}: RevokeActionsProps) => {
  const { t } = useTranslation();
  const matching = revocable(filter);

  return (
    <Toolbar inset={{ default: "insetNone" }}>
      <ToolbarContent>
        {tokens.some(isRevocable) && (
          <>
            <ToolbarItem>
              <Button
                variant="secondary"
                isDanger
                isDisabled={selected.length === 0}
                onClick={() => onRevoke({ kind: "selected", tokens: selected })}
                data-testid="revoke-selected"
              >
                {t("apiTokensRevokeSelected", { count: selected.length })}
              </Button>
            </ToolbarItem>
            {matching && (
              <ToolbarItem>
                <Button
                  variant="link"
                  isDanger
                  onClick={() => onRevoke({ kind: "matching", filter: matching })}
                  data-testid="revoke-matching"
                >
                  {t(isFiltered(filter) ? "apiTokensRevokeMatching" : "apiTokensRevokeAll")}
                </Button>
              </ToolbarItem>
            )}
          </>
        )}
        <ToolbarItem variant="pagination" align={{ default: "alignRight" }}>
          {children}
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );
};

/** Whether the admin may revoke a token that still works. */
export const isRevocable = ({ status, access }: ApiToken) => status === "active" && access.revoke;
