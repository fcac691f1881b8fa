import { Dropdown, DropdownItem, DropdownList } from "@patternfly/react-core";
import { EllipsisVIcon } from "@patternfly/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconToggle } from "./IconToggle";

type MoreActionsProps = {
  onExport: () => void;
  /** Undefined: there is nothing to revoke, or not by this admin. */
  onRevoke: (() => void) | undefined;
  /** What that is called. */
  revokeLabel: string;
};

/** What is done with all that the filter finds. */
export const MoreActions = ({ onExport, onRevoke, revokeLabel }: MoreActionsProps) => {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <Dropdown
      isOpen={isOpen}
      onSelect={() => setOpen(false)}
      onOpenChange={setOpen}
      popperProps={{ position: "right" }}
      toggle={(ref) => (
        <IconToggle
          toggle={ref}
          name="more-actions"
          label={t("apiTokensMoreActions")}
          isOpen={isOpen}
          onOpen={setOpen}
        >
          <EllipsisVIcon aria-hidden />
        </IconToggle>
      )}
    >
      <DropdownList>
        <DropdownItem onClick={onExport} data-testid="export">
          {t("apiTokensExport")}
        </DropdownItem>
        {onRevoke && (
          <DropdownItem isDanger onClick={onRevoke} data-testid="revoke-matching">
            {revokeLabel}
          </DropdownItem>
        )}
      </DropdownList>
    </Dropdown>
  );
};
