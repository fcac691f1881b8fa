package dev.apitokens.systemtests.delivery;

import dev.apitokens.launcher.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A pom of this project.
 *
 * @param folder of the module, below the project's; empty: the project's
 */
record Pom(String folder, Document document) {

    /** The project's. */
    static final String VERSION = of("").texts("/project/version").get(0);

    static Pom of(String folder) {
        Path file = Layout.find().root().resolve(folder).resolve("pom.xml");
        try {
            return new Pom(
                    folder,
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException(folder, e);
        }
    }

    /** All of them, the project's first. */
    static List<Pom> all() {
        Pom parent = of("");
        return Stream.concat(
                        Stream.of(parent),
                        parent.texts("/project/modules/module").stream().map(Pom::of))
                .toList();
    }

    /** What is at that place, as far as it is there. */
    List<String> texts(String path) {
        try {
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(index -> nodes.item(index).getTextContent().strip())
                    .toList();
        } catch (XPathExpressionException e) {
            throw new IllegalStateException(path, e);
        }
    }

    /** Whether others get it: the parent of what they get is among it. */
    boolean isDelivered() {
        return !texts("/project/properties/maven.deploy.skip").contains("true");
    }

    /** What its jar is called, without the ending. */
    String jarName() {
        return texts("/project/build/finalName").stream()
                .findFirst()
                .orElseGet(() -> texts("/project/artifactId").get(0) + "-" + VERSION);
    }

    @Override
    public String toString() {
        return folder + "/pom.xml";
    }
}
