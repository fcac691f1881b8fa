import { configure } from "@testing-library/dom";

// Of its own it would wait for a second: no test is about time.
configure({ asyncUtilTimeout: 60_000 });
