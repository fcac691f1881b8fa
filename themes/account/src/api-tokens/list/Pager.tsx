import { Button } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { PAGE_SIZE } from "./look";

type PagerProps = {
  /** Index of the first one that is shown. */
  first: number;
  total: number;
  /** Whether there are others that are not here yet. */
  hasMore: boolean;
  onPage: (page: number) => void;
};

/** Which part of a list is shown, and the ways to the parts beside it; nothing where it is all there. */
export const Pager = ({ first, total, hasMore, onPage }: PagerProps) => {
  const { t } = useTranslation();
  const page = first / PAGE_SIZE;
  return total <= PAGE_SIZE ? null : (
    <nav className="api-tokens-detail" aria-label={t("apiTokensPages")} data-testid="pages">
      <span role="status">
        {t("apiTokensPage", {
          first: first + 1,
          last: Math.min(first + PAGE_SIZE, total),
          total: `${total}${hasMore ? "+" : ""}`,
        })}
      </span>
      <Button
        variant="link"
        isInline
        isDisabled={page === 0}
        onClick={() => onPage(page - 1)}
        data-testid="previous-page"
      >
        {t("apiTokensPrevious")}
      </Button>
      <Button
        variant="link"
        isInline
        isDisabled={first + PAGE_SIZE >= total}
        onClick={() => onPage(page + 1)}
        data-testid="next-page"
      >
        {t("apiTokensNext")}
      </Button>
    </nav>
  );
};
