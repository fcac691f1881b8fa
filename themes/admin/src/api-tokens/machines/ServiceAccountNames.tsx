import { useAdminClient } from "@keycloak/keycloak-admin-ui";
import { Names } from "../Names";

/** Client ids of the clients that have a service account, offered to a text field. */
export const ServiceAccountNames = ({ id }: { id: string }) => {
  const { adminClient } = useAdminClient();
  return (
    <Names
      id={id}
      find={async () =>
        (await adminClient.clients.find({ first: 0, max: 200 })).flatMap((client) =>
          client.serviceAccountsEnabled ? (client.clientId ?? []) : [],
        )
      }
    />
  );
};
