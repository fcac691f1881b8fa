import type { MachineToken } from "../rest/apiToken";

/** The form for a machine's token, as it was typed. The date is a local one, such as 2027-03-03. */
export type MachineDraft = {
  clientId: string;
  name: string;
  description: string;
  lastDay: string;
  contact: string;
  resources: string;
  scopes: string;
  addresses: string;
};

export const noMachine: MachineDraft = {
  clientId: "",
  name: "",
  description: "",
  lastDay: "",
  contact: "",
  resources: "",
  scopes: "",
  addresses: "",
};

/** Whether nothing is missing that has to be there. */
export const isComplete = ({ clientId, name }: MachineDraft) =>
  clientId.trim() !== "" && name.trim() !== "";

/** The form as the admin REST takes it: what was left empty is left out. */
export function machineOf(draft: MachineDraft): MachineToken {
  const { clientId, name, description, contact } = draft;
  return {
    clientId: clientId.trim(),
    name: name.trim(),
    ...(description.trim() && { description: description.trim() }),
    ...(contact.trim() && { contact: contact.trim() }),
    ...optional("expiresAt", endOf(draft.lastDay)),
    ...optional("resources", words(draft.resources)),
    ...optional("scopes", words(draft.scopes)),
    ...optional("addresses", words(draft.addresses)),
  };
}

const optional = <T>(member: string, value: T | undefined) => (value ? { [member]: value } : {});

/** What stands between spaces or commas; undefined when nothing does. */
function words(text: string) {
  const found = text.split(/[\s,]+/).filter((word) => word);
  return found.length > 0 ? found : undefined;
}

/** The end of the local day, or undefined for none. */
function endOf(day: string) {
  const end = new Date(`${day}T00:00:00`);
  end.setDate(end.getDate() + 1);
  return Number.isNaN(end.getTime()) ? undefined : end.toISOString();
}
