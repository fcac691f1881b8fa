import { MenuToggle, type MenuToggleElement } from "@patternfly/react-core";
import type { PropsWithChildren, Ref } from "react";

type IconToggleProps = PropsWithChildren<{
  toggle: Ref<MenuToggleElement>;
  /** Its `data-testid`. */
  name: string;
  label: string;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}>;

/** Opens a menu, and closes it, by an icon. */
export const IconToggle = ({ toggle, name, label, isOpen, onOpen, children }: IconToggleProps) => (
  <MenuToggle
    ref={toggle}
    variant="plain"
    aria-label={label}
    isExpanded={isOpen}
    onClick={() => onOpen(!isOpen)}
    data-testid={name}
  >
    {children}
  </MenuToggle>
);
