/** Says what the X of the dialog does that this is inside of: PatternFly calls it "Close" in every language. */
export const labelClose = (label: string) => (inside: HTMLElement | null) =>
  inside
    ?.closest("[role=dialog]")
    ?.querySelector(".pf-v5-c-modal-box__close button")
    ?.setAttribute("aria-label", label);
