import { useAdminClient } from "@keycloak/keycloak-admin-ui";
import { useEffect, useState } from "react";

/** Names of the realm's roles, offered to a text field. Without them, it can still be typed into. */
export const RoleNames = ({ id }: { id: string }) => {
  const { adminClient } = useAdminClient();
  const [names, setNames] = useState<string[]>([]);

  useEffect(() => {
    let isWanted = true;
    adminClient.roles.find({ first: 0, max: 200 }).then(
      (roles) => {
        if (isWanted) {
          setNames(roles.flatMap(({ name }) => name ?? []));
        }
      },
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [adminClient]);

  return (
    <datalist id={id}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
};
