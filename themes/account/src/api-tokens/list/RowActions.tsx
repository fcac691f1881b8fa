import { Dropdown, DropdownItem, DropdownList, MenuToggle } from "@patternfly/react-core";
import { EllipsisVIcon } from "@patternfly/react-icons";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ApiToken } from "../rest/apiToken";
import { actionMessages, type TokenAction } from "./tokenActions";

type RowActionsProps = {
  token: ApiToken;
  actions: TokenAction[];
  onAction: (action: TokenAction, token: ApiToken) => void;
};

/** What can be done with a token, behind a kebab as in Keycloak's own lists. */
export const RowActions = ({ token, actions, onAction }: RowActionsProps) => {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);

  function choose(action: TokenAction) {
    setOpen(false);
    // What opens next gives the focus back to where it was, and the item is gone then.
    toggle.current?.focus();
    onAction(action, token);
  }

  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      shouldFocusFirstItemOnOpen
      popperProps={{ position: "end" }}
      toggle={{
        toggleRef: toggle,
        toggleNode: (
          <MenuToggle
            ref={toggle}
            variant="plain"
            isExpanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            aria-label={t("apiTokensActionsOf", { name: token.name })}
            data-testid="actions"
          >
            <EllipsisVIcon />
          </MenuToggle>
        ),
      }}
    >
      <DropdownList>
        {actions.map((action) => (
          <DropdownItem
            key={action}
            isDanger={action === "revoke"}
            onClick={() => choose(action)}
            data-testid={action}
          >
            {t(actionMessages[action])}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
};
