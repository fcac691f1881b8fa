import { Alert, type AlertProps } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";

const labels = {
  danger: "apiTokensError",
  warning: "apiTokensWarning",
  info: "apiTokensNotice",
  success: "apiTokensSuccess",
};

type NoticeProps = Omit<AlertProps, "variant" | "variantLabel" | "isInline" | "component"> & {
  variant: keyof typeof labels;
};

/** PatternFly's alert in the text, which says in the person's language what kind it is, where of its own it says so in English. */
export const Notice = (props: NoticeProps) => {
  const { t } = useTranslation();
  return <Alert isInline component="p" variantLabel={`${t(labels[props.variant])}: `} {...props} />;
};
