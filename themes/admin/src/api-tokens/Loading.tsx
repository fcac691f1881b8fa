import { Bullseye, Spinner } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { useIsSlow } from "../../../shared/ui/useIsSlow";

/** Said instead of an answer that has not come yet, if it takes its time. */
export const Loading = () => {
  const { t } = useTranslation();
  return useIsSlow(true) ? (
    <Bullseye data-testid="loading">
      <Spinner aria-label={t("apiTokensLoading")} aria-valuetext={t("apiTokensLoading")} />
    </Bullseye>
  ) : null;
};
