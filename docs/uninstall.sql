-- Removes everything that the extension made in Keycloak's database, all tokens included. Stop Keycloak, back up, take
-- the jars out of providers/, run this as Keycloak's database user, then `kc.sh build` and start.
DROP TABLE API_TOKEN_LEAK_REPORT;
DROP TABLE API_TOKEN_LEASE;
DROP TABLE API_TOKEN_ORIGIN;
DROP TABLE API_TOKEN_EARLIER_SECRET;
DROP TABLE API_TOKEN_SCOPE;
DROP TABLE API_TOKEN_RESOURCE;
DROP TABLE API_TOKEN;
DROP TABLE API_TOKEN_OWNER;
DROP TABLE API_TOKEN_JOB;
-- The extension's own list of schema changes. Left behind, a later installation would find no tables and make none.
DROP TABLE DATABASECHANGELOG_API_TOKEN_;
-- Settings that are attributes of realms and clients. They mean nothing without the extension.
DELETE FROM REALM_ATTRIBUTE WHERE NAME LIKE 'api-tokens.%';
DELETE FROM CLIENT_ATTRIBUTES WHERE NAME LIKE 'api-tokens.%';
UPDATE REALM SET ACCOUNT_THEME = NULL WHERE ACCOUNT_THEME = 'api-tokens';
UPDATE REALM SET ADMIN_THEME = NULL WHERE ADMIN_THEME = 'api-tokens';
