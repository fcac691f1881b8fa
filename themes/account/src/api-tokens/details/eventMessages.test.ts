import { expect, it } from "vitest";
import { eventMessage } from "./eventMessages";

it.each([
  ["created", "apiTokensCreatedAt"],
  ["use_refused", "apiTokensEventUseRefused"],
  ["of_the_future", "apiTokensEventOther"],
])("the message of the action %s is %s", (action, message) => {
  expect(eventMessage(action)).toBe(message);
});
