import { expect, it } from "vitest";
import { networksOf } from "./networks";

it.each([
  ["", []],
  ["  ", []],
  ["192.0.2.0/24", ["192.0.2.0/24"]],
  [" 192.0.2.0/24,2001:db8::/32\n198.51.100.7 ", ["192.0.2.0/24", "2001:db8::/32", "198.51.100.7"]],
])("networks of '%s' are %j", (text, networks) => {
  expect(networksOf(text)).toEqual(networks);
});
