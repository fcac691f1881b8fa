import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router-dom";
import { useQuery } from "../../../../shared/ui/useQuery";
import { Failure } from "../Failure";
import { useTokens } from "../list/TokensContext";
import { Loading } from "../Loading";
import { useApiTokens } from "../rest/ApiTokensContext";
import { View } from "../View";
import { TokenPage } from "./TokenPage";

/** The page of one token, be it among those that were listed or not. */
const DetailsView = () => {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const { client, onSignIn } = useApiTokens();
  const { tokens, onChange } = useTokens();
  const token = tokens.find((listed) => listed.id === id);
  const isListed = token !== undefined;
  const { error, refetch } = useQuery(
    useCallback(
      async (signal: AbortSignal) => {
        if (!isListed) {
          const found = await client.get(id, signal);
          onChange((before) => [...before, found]);
        }
      },
      [client, id, isListed, onChange],
    ),
  );

  return token ? (
    <TokenPage key={id} token={token} />
  ) : (
    <View title={t("apiTokens")} description={t("apiTokensDescription")} isBelowList>
      {error ? <Failure error={error} onSignIn={onSignIn} onTryAgain={refetch} /> : <Loading />}
    </View>
  );
};

export default DetailsView;
