import { Select, SelectList, SelectOption } from "@patternfly/react-core";
import { ColumnsIcon } from "@patternfly/react-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { choosable, type Column, columnMessages, type Columns } from "./columns";
import { IconToggle } from "./IconToggle";

type ColumnPickerProps = { shown: Columns; onChange: (column: Column) => void };

/** Chooses what the list tells of each token. */
export const ColumnPicker = ({ shown, onChange }: ColumnPickerProps) => {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <Select
      role="menu"
      isOpen={isOpen}
      selected={[...shown]}
      onSelect={(_, column) => onChange(column as Column)}
      onOpenChange={setOpen}
      popperProps={{ position: "right" }}
      toggle={(ref) => (
        <IconToggle
          toggle={ref}
          name="columns"
          label={t("apiTokensColumns")}
          isOpen={isOpen}
          onOpen={setOpen}
        >
          <ColumnsIcon aria-hidden />
        </IconToggle>
      )}
    >
      <SelectList>
        {choosable.map((column) => (
          <SelectOption
            key={column}
            hasCheckbox
            value={column}
            isSelected={shown.has(column)}
            data-testid={`column-${column}`}
          >
            {t(columnMessages[column])}
          </SelectOption>
        ))}
      </SelectList>
    </Select>
  );
};
