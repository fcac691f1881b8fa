package dev.apitokens.resourceserver.mcp;

import dev.apitokens.resourceserver.CyclesContract;

class CyclesTest extends CyclesContract {

    CyclesTest() {
        super("dev.apitokens.resourceserver.mcp");
    }
}
