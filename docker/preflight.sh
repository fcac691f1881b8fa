#!/bin/sh
# Refuses to start with the passwords of .env.example (mounted as /preflight/example) where others could come in.
set -eu

case "$PUBLIC_URL" in
  https://localhost | https://localhost:*) public= ;;
  https://*) public="PUBLIC_URL is $PUBLIC_URL" ;;
  *)
    echo "PUBLIC_URL must begin with https://, and is $PUBLIC_URL: tokens would go over the network in the clear." >&2
    exit 1
    ;;
esac
[ "$BIND_ADDRESS" = 127.0.0.1 ] || public="BIND_ADDRESS is $BIND_ADDRESS"
[ -n "$public" ] || exit 0

refused=
for name in POSTGRES_PASSWORD ADMIN_PASSWORD GRAPHQL_CLIENT_SECRET MCP_CLIENT_SECRET; do
  eval "value=\$$name"
  while IFS= read -r line; do
    [ "$line" != "$name=$value" ] || refused="$refused $name"
  done </preflight/example
done
[ -z "$refused" ] || echo "$public, and these have their example values:$refused. Set them in .env." >&2
if [ -n "$IMPORT_REALM" ]; then
  echo "$public, and IMPORT_REALM would import the demo realm, whose people have known passwords. Set IMPORT_REALM= in .env." >&2
  exit 1
fi
[ -z "$refused" ]
