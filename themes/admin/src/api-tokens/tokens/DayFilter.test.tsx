// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { DayFilter } from "./DayFilter";

afterEach(cleanup);

function open(value = "") {
  const onChange = vi.fn();
  const { container } = render(<DayFilter id="day" value={value} onChange={onChange} />);
  const field = container.querySelector("input") as HTMLInputElement;
  const type = (...days: string[]) => {
    days.forEach((day) => fireEvent.change(field, { target: { value: day } }));
  };
  return { field, onChange, type };
}

it.each([
  ["Enter is pressed", (field: HTMLElement) => fireEvent.keyDown(field, { key: "Enter" })],
  ["the field is left", (field: HTMLElement) => fireEvent.blur(field)],
])("a day applies once, when %s", (_, finish) => {
  const { field, onChange, type } = open();
  type("0002-03-03", "0020-03-03", "0202-03-03", "2027-03-03");
  expect(onChange).not.toHaveBeenCalled();
  finish(field);
  expect(onChange.mock.calls).toEqual([["2027-03-03"]]);
});

it("a day that is taken away applies at once", () => {
  const { onChange, type } = open("2027-03-03");
  type("");
  expect(onChange.mock.calls).toEqual([[""]]);
});

it("a day that was not changed is not looked for again", () => {
  const { field, onChange } = open("2027-03-03");
  fireEvent.keyDown(field, { key: "Enter" });
  fireEvent.blur(field);
  expect(onChange).not.toHaveBeenCalled();
});
