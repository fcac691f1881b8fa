package dev.apitokens.resourceserver.graphql;

import dev.apitokens.resourceserver.CyclesContract;

class CyclesTest extends CyclesContract {

    CyclesTest() {
        super("dev.apitokens.resourceserver.graphql");
    }
}
