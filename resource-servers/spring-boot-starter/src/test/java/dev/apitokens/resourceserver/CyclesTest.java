package dev.apitokens.resourceserver;

class CyclesTest extends CyclesContract {

    CyclesTest() {
        super("dev.apitokens.resourceserver");
    }
}
