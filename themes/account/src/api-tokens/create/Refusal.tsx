import { useTranslation } from "react-i18next";
import { Notice } from "../../../../shared/ui/Notice";
import { useTokens } from "../list/TokensContext";
import { useApiTokens } from "../rest/ApiTokensContext";
import { refusalOf } from "./refusal";

/** Says why the person can't make a token now; nothing when they can. */
export const Refusal = () => {
  const { t } = useTranslation();
  const { limits, servers } = useApiTokens();
  const { tokens } = useTokens();
  const refusal = refusalOf(limits, servers, tokens);
  return refusal ? (
    <Notice variant="info" title={t(refusal, { count: limits.maxPerUser })} data-testid="refusal" />
  ) : null;
};
