import { Button, type ButtonProps } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

type BusyButtonProps = Omit<ButtonProps, "isLoading" | "isAriaDisabled"> & {
  /** Whether what it does is under way. */
  isBusy: boolean;
};

/** PatternFly's button for what takes its time, which says so in the person's language, where of its own it says so in English. */
export const BusyButton = ({ isBusy, ...props }: BusyButtonProps) => {
  const { t } = useTranslation();
  const text = t("apiTokensBusy");
  return (
    <Button
      {...props}
      isLoading={isBusy}
      isAriaDisabled={isBusy}
      spinnerAriaLabel={text}
      spinnerAriaValueText={text}
    />
  );
};
