// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createInstance } from "i18next";
import type { ComponentProps } from "react";
import { I18nextProvider } from "react-i18next";
import { afterEach, describe, expect, it } from "vitest";
import { ActionDialog } from "./ActionDialog";

// Every text is its key.
const i18n = createInstance({ lng: "cimode", showSupportNotice: false });
await i18n.init();

/** The dialog with a field in it, and what it has asked for. */
function show(props: Partial<ComponentProps<typeof ActionDialog>> = {}) {
  const asked: string[] = [];
  render(
    <ActionDialog
      name="revoke"
      title="Revoke?"
      action="Revoke"
      isBusy={false}
      onAction={() => asked.push("action")}
      onClose={() => asked.push("close")}
      {...props}
    >
      <input aria-label="field" />
    </ActionDialog>,
    { wrapper: ({ children }) => <I18nextProvider i18n={i18n}>{children}</I18nextProvider> },
  );
  return asked;
}

const confirm = () => screen.getByTestId("confirm-revoke");

afterEach(cleanup);

describe("ActionDialog", () => {
  it("acts on its button, and on Enter in a field", () => {
    const asked = show();
    fireEvent.click(confirm());
    const form = screen.getByLabelText("field").closest("form");
    expect(form?.id).toBe(confirm().getAttribute("form"));
    if (form) {
      fireEvent.submit(form);
    }
    expect(asked.filter((what) => what === "action")).toHaveLength(2);
  });

  it("closes without acting", () => {
    const asked = show();
    fireEvent.click(screen.getByText("apiTokensCancel"));
    expect(asked).toEqual(["close"]);
  });

  it("does not act while it is busy, or when there is nothing to do", () => {
    const asked = [show({ isBusy: true }), (cleanup(), show({ isDisabled: true }))];
    fireEvent.click(confirm());
    expect(asked).toEqual([[], []]);
  });

  it("stays while it is busy, and so does what comes of that", () => {
    const asked = show({ isBusy: true });
    fireEvent.click(screen.getByText("apiTokensCancel"));
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(asked).toEqual([]);
  });

  it("warns of what can't be undone", () => {
    show({ isDanger: true });
    expect(screen.getByRole("dialog").textContent).toContain("apiTokensWarning");
  });

  it("says why it was not done, and what can be done about that", () => {
    show({ error: "Too old.", errorAction: <button>Sign in</button> });
    expect(screen.getByRole("dialog").textContent).toContain("Too old.");
    expect(screen.getByText("Sign in")).toBeTruthy();
  });
});
