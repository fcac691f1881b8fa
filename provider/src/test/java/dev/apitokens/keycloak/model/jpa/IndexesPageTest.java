package dev.apitokens.keycloak.model.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The operators' page says what each index is for that the change log makes, and of which columns. */
class IndexesPageTest {

    private static final Path PAGE = Path.of("../docs/operations.md");
    private static final Path CHANGELOG = Path.of("src/main/resources/META-INF/api-token-changelog.xml");
    private static final Pattern ROW =
            Pattern.compile("^\\| `((?:PK|UK|IDX)_\\w+)` \\| (`[^|]+`) \\| [^|]+ \\|$", Pattern.MULTILINE);

    private final Map<String, String> made = new TreeMap<>();

    @Test
    void tableThenItHasTheIndexesOfTheChangeLog() throws Exception {
        Map<String, String> documented = ROW.matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), IndexesPageTest::columns));

        readChangelog();

        assertThat(documented).isEqualTo(made);
    }

    private static String columns(MatchResult row) {
        return row.group(2).replace("`", "");
    }

    private void readChangelog() throws ParserConfigurationException, IOException, SAXException {
        elements(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(CHANGELOG.toFile())
                        .getElementsByTagName("changeSet"))
                .forEach(changeSet -> elements(changeSet.getChildNodes()).forEach(this::read));
    }

    private void read(Element change) {
        switch (change.getTagName()) {
            case "createTable" ->
                elements(change.getElementsByTagName("constraints")).stream()
                        .filter(constraint -> constraint.hasAttribute("primaryKeyName"))
                        .forEach(constraint -> made.merge(
                                constraint.getAttribute("primaryKeyName"),
                                ((Element) constraint.getParentNode()).getAttribute("name"),
                                (former, latter) -> former + ", " + latter));
            case "addUniqueConstraint" ->
                made.put(change.getAttribute("constraintName"), change.getAttribute("columnNames"));
            case "createIndex" ->
                made.put(
                        change.getAttribute("indexName"),
                        elements(change.getElementsByTagName("column")).stream()
                                .map(column -> column.getAttribute("name"))
                                .collect(Collectors.joining(", ")));
            case "dropIndex" -> made.remove(change.getAttribute("indexName"));
            default -> {}
        }
    }

    private static List<Element> elements(NodeList nodes) {
        Element[] found = new Element[nodes.getLength()];
        int count = 0;
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                found[count++] = element;
            }
        }
        return List.copyOf(Arrays.asList(found).subList(0, count));
    }
}
