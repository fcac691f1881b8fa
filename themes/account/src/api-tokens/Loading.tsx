import { Skeleton } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { useIsSlow } from "../../../shared/ui/useIsSlow";

/** Shown where the page will be, if it takes its time. */
export const Loading = () => {
  const { t } = useTranslation();
  return useIsSlow(true) ? (
    <div className="api-tokens-stack" data-testid="loading" aria-busy="true">
      <Skeleton height="12rem" screenreaderText={t("apiTokensLoading")} />
      <Skeleton height="3rem" />
      <Skeleton height="3rem" />
    </div>
  ) : null;
};
