import type { components, operations } from "../../target/contract";

/** What docs/openapi.yaml names; `npm run types` makes types of it. */
export type Schemas = components["schemas"];

type Operation = keyof operations;

type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;

type Responses<O extends Operation> = operations[O]["responses"];

/** What an operation answers when it did what it was asked for. */
export type Answer<O extends Operation> = Json<
  Responses<O>[Extract<keyof Responses<O>, 200 | 201>]
>;

/** What an operation takes. */
export type Body<O extends Operation> = Json<NonNullable<operations[O]["requestBody"]>>;
