import { FormSelect, FormSelectOption, TextInput } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import { type Look, type Order, orders } from "./look";

type ListToolbarProps = {
  look: Look;
  active: number;
  /** How many, and with a plus where there are more. */
  ended: string;
  /** Whether there are so many that they are looked for. */
  isLong: boolean;
  onLook: (look: Look) => void;
};

const orderMessages: Record<Order, string> = {
  createdAt: "apiTokensNewestFirst",
  name: "apiTokensByName",
  expiresAt: "apiTokensExpiringFirst",
  lastUsedAt: "apiTokensUsedLastFirst",
};

/** Which tokens the list shows, and in which order. */
export const ListToolbar = ({ look, active, ended, isLong, onLook }: ListToolbarProps) => {
  const { t } = useTranslation();
  const change = (part: Partial<Look>) => onLook({ ...look, page: 0, ...part });

  return (
    <>
      {isLong && (
        <TextInput
          type="search"
          value={look.text}
          placeholder={t("apiTokensFilter")}
          aria-label={t("apiTokensFilter")}
          onChange={(_, text) => change({ text })}
          data-testid="filter"
        />
      )}
      {isLong && (
        <FormSelect
          value={look.order}
          aria-label={t("apiTokensOrder")}
          onChange={(_, order) => change({ order: order as Order })}
          data-testid="order"
        >
          {orders.map((order) => (
            <FormSelectOption key={order} value={order} label={t(orderMessages[order])} />
          ))}
        </FormSelect>
      )}
      {(ended !== "0" || look.showsEnded) && (
        <FormSelect
          value={String(look.showsEnded)}
          aria-label={t("apiTokensShown")}
          onChange={(_, shown) => change({ showsEnded: shown === "true" })}
          data-testid="shown"
        >
          <FormSelectOption value="false" label={t("apiTokensShowActive", { count: active })} />
          <FormSelectOption value="true" label={t("apiTokensShowInactive", { number: ended })} />
        </FormSelect>
      )}
    </>
  );
};
