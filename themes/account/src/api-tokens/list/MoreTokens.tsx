import { Button } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { Notice } from "../../../../shared/ui/Notice";
import { useMutation } from "../../../../shared/ui/useMutation";
import { useErrorAction } from "../rest/useErrorAction";
import { useErrorText } from "../rest/useErrorText";

/** Brings more tokens, and says why when that fails. */
export const MoreTokens = ({ onMore }: { onMore: () => Promise<void> }) => {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const actionOf = useErrorAction();
  const { isBusy, error, mutate } = useMutation();
  return (
    <>
      {error && (
        <Notice
          isLiveRegion
          variant="warning"
          title={textOf(error.code)}
          actionLinks={actionOf(error.code)}
          data-testid="more-failure"
        />
      )}
      <Button
        variant="link"
        isInline
        isAriaDisabled={isBusy}
        onClick={() => void mutate(onMore)}
        data-testid="more"
      >
        {t("apiTokensMore")}
      </Button>
    </>
  );
};
