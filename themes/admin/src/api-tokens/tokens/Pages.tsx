import { Pagination } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import type { BoundedCount } from "../rest/AdminApiTokensClient";
import type { TokenPage } from "../rest/filter";

type PagesProps = {
  variant: "top" | "bottom";
  page: TokenPage;
  /** How many tokens there are on this page, and how many there are. */
  shown: number;
  found: BoundedCount;
  onTurn: (changed: Partial<TokenPage>) => void;
};

/** Which part of the tokens is shown, and the way to the others. */
export const Pages = ({ variant, page: { page, perPage }, shown, found, onTurn }: PagesProps) => {
  const { t } = useTranslation();
  const before = (page - 1) * perPage;
  const range = { first: before + 1, last: before + shown, count: found.count };
  return (
    <Pagination
      variant={variant}
      isCompact={variant === "top"}
      // Without a number, there is no last page to go to.
      itemCount={found.more ? undefined : found.count}
      toggleTemplate={found.more ? t("apiTokensRangeOfMore", range) : undefined}
      page={page}
      perPage={perPage}
      onSetPage={(_, to) => onTurn({ page: to })}
      onPerPageSelect={(_, many) => onTurn({ page: 1, perPage: many })}
      titles={{
        paginationAriaLabel: t(variant === "top" ? "apiTokensPages" : "apiTokensPagesBelow"),
        items: "",
        ofWord: t("apiTokensOfWord"),
        perPageSuffix: t("apiTokensPerPage"),
        currPageAriaLabel: t("apiTokensCurrentPage"),
        toFirstPageAriaLabel: t("apiTokensFirstPage"),
        toPreviousPageAriaLabel: t("apiTokensPreviousPage"),
        toNextPageAriaLabel: t("apiTokensNextPage"),
        toLastPageAriaLabel: t("apiTokensLastPage"),
      }}
      data-testid={`pages-${variant}`}
    />
  );
};
