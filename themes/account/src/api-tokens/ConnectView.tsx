import { Title } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { ConnectionDetails } from "./connect/ConnectionDetails";
import { View } from "./View";

/** How tokens are used where they may be. */
const ConnectView = () => {
  const { t } = useTranslation();
  return (
    <View
      title={t("apiTokensConnection")}
      description={t("apiTokensConnectionDescription")}
      isBelowList
    >
      <section>
        <Title headingLevel="h2" size="xl">
          {t("apiTokensConnect")}
        </Title>
        <ConnectionDetails />
      </section>
    </View>
  );
};

export default ConnectView;
