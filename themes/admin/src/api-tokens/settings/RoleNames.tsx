import { useAdminClient } from "@keycloak/keycloak-admin-ui";
import { Names } from "../Names";

/** Names of the realm's roles, offered to a text field. */
export const RoleNames = ({ id }: { id: string }) => {
  const { adminClient } = useAdminClient();
  return (
    <Names
      id={id}
      find={async () =>
        (await adminClient.roles.find({ first: 0, max: 200 })).flatMap(({ name }) => name ?? [])
      }
    />
  );
};
