import {
  Button,
  type ButtonProps,
  EmptyState,
  EmptyStateBody,
  EmptyStateHeader,
  Title,
} from "@patternfly/react-core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { usePagePath } from "../../shell/usePagePath";
import { Refusal } from "../create/Refusal";
import { refusalOf } from "../create/refusal";
import { useApiTokens } from "../rest/ApiTokensContext";
import { View } from "../View";
import { AtHand } from "./AtHand";
import { ListToolbar } from "./ListToolbar";
import { isSifted, PAGE_SIZE, seen } from "./look";
import { MoreTokens } from "./MoreTokens";
import { Pager } from "./Pager";
import { hasEnded } from "./tokens";
import { useTokens } from "./TokensContext";
import { TokenTable } from "./TokenTable";
import { useLinkedDraft } from "./useLinkedDraft";
import { useTokenDialog } from "./useTokenDialog";

const NewLink = (props: ButtonProps) => (
  <Link to={`${usePagePath()}/new`} className={props.className} data-testid="new-token">
    {props.children}
  </Link>
);

/** The person's tokens, from which everything else is gone to. */
const ListView = () => {
  const { t, i18n } = useTranslation();
  const { limits, servers } = useApiTokens();
  const { tokens, onMore, issued, look, onLook } = useTokens();
  const page = usePagePath();
  const heading = useRef<HTMLDivElement>(null);
  const { open, dialog } = useTokenDialog(() => {
    // What had the focus is gone with the row; after the dialog has given the focus back to it.
    setTimeout(() => heading.current?.focus());
  });
  useLinkedDraft();

  const ended = tokens.filter(hasEnded).length;
  const active = tokens.length - ended;
  const { found, first, onPage } = seen(tokens, look, i18n.language);
  const label = t(look.showsEnded ? "apiTokensInactive" : "apiTokensYours");
  const isFiltered = look.text.trim() !== "";

  return (
    <View title={t("apiTokens")} description={t("apiTokensDescription")}>
      <Refusal />
      {issued.map((one) => (
        <AtHand key={one.token.id} issued={one} />
      ))}
      <section>
        <div ref={heading} tabIndex={-1} data-testid="tokens-heading">
          <Title headingLevel="h2" size="xl">
            {label}
          </Title>
        </div>
        {active > 0 && (
          <p className="api-tokens-count">
            {t("apiTokensCount", { count: active, max: limits.maxPerUser })}
          </p>
        )}
        <div className="api-tokens-toolbar">
          <ListToolbar
            look={look}
            active={active}
            ended={`${ended}${onMore ? "+" : ""}`}
            isLong={Math.max(active, ended) > PAGE_SIZE || isSifted(look)}
            onLook={onLook}
          />
          {!refusalOf(limits, servers, tokens) && (
            <Button component={NewLink}>{t("apiTokensCreate")}</Button>
          )}
          {servers.length > 0 && (
            <Link to={`${page}/connect`} data-testid="connection">
              {t("apiTokensConnection")}
            </Link>
          )}
        </div>
        {found.length > 0 ? (
          <TokenTable label={label} tokens={onPage} now={new Date()} onAction={open} />
        ) : (
          <EmptyState variant="sm" data-testid="no-tokens">
            <EmptyStateHeader
              headingLevel="h3"
              titleText={t(
                isFiltered
                  ? "apiTokensNoMatch"
                  : look.showsEnded
                    ? "apiTokensNoneInactive"
                    : "apiTokensNone",
              )}
            />
            {!isFiltered && !look.showsEnded && (
              <EmptyStateBody>{t("apiTokensNoneText")}</EmptyStateBody>
            )}
          </EmptyState>
        )}
        <Pager
          first={first}
          total={found.length}
          hasMore={!!onMore && look.showsEnded}
          onPage={(then) => onLook({ ...look, page: then })}
        />
        {onMore && look.showsEnded && <MoreTokens onMore={onMore} />}
      </section>
      {dialog}
    </View>
  );
};

export default ListView;
