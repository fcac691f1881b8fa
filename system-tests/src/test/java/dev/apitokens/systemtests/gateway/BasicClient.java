package dev.apitokens.systemtests.gateway;

import dev.apitokens.systemtests.product.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Programs that know only names and passwords; each as the page says. */
enum BasicClient {
    MAVEN {
        @Override
        Command.Result publish(Workplace place, String name) {
            try (ZipOutputStream jar =
                    new ZipOutputStream(Files.newOutputStream(place.folder().resolve("library.jar")))) {
                jar.putNextEntry(new ZipEntry(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return maven(
                    place, "mvn org.apache.maven.plugins:maven-deploy-plugin", "-Dversion=1.0", "-Dversion=" + name);
        }

        @Override
        Command.Result fetch(Workplace place, String name) {
            // What is there already is not asked for.
            place.bash("rm -rf '" + REPOSITORY.resolve("com/example") + "'");
            return maven(
                    place, "mvn org.apache.maven.plugins:maven-dependency-plugin", "library:1.0", "library:" + name);
        }

        private Command.Result maven(Workplace place, String command, String version, String own) {
            Page page = place.page().section("Maven");
            Path settings = place.write("settings.xml", page.configuration("xml"));
            // Beside the settings of this machine, and with a local repository that is not the person's.
            String here = "mvn -B -gs " + settings + " -Dmaven.repo.local=" + REPOSITORY;
            return place.bash(page.command(command).replace(version, own).replaceFirst("^mvn", here));
        }
    },
    NPM {
        @Override
        Command.Result publish(Workplace place, String name) {
            return npmPublish(place, name, "ini");
        }

        @Override
        Command.Result fetch(Workplace place, String name) {
            return npmInstall(place, name, "ini");
        }
    },
    NPM_BY_BASIC {
        @Override
        Command.Result publish(Workplace place, String name) {
            return npmPublish(place, name, "properties");
        }

        @Override
        Command.Result fetch(Workplace place, String name) {
            return npmInstall(place, name, "properties");
        }
    },
    GIT {
        @Override
        Command.Result publish(Workplace place, String name) {
            Page page = place.page().section("git");
            return place.bash(String.join(
                    "\n",
                    page.command("git config"),
                    page.command("git clone").replace("project", name),
                    "cd " + name,
                    "echo hello > README",
                    "git add README",
                    "git -c user.name=me -c user.email=me@example.com commit -q -m first",
                    page.command("git push")));
        }

        @Override
        Command.Result fetch(Workplace place, String name) {
            Page page = place.page().section("git");
            return place.bash(page.command("git config") + "\n"
                    + page.command("git clone").replace("project", name) + "\ncat " + name + "/README");
        }
    },
    DOCKER {
        @Override
        Command.Result publish(Workplace place, String name) {
            OciImage.write(place.folder().resolve("image"), name);
            Page page = place.page().section("A Docker registry");
            return place.bash(page.command("printf") + "\n"
                    + page.command("skopeo copy --dest").replace("library/image", "library/" + name));
        }

        @Override
        Command.Result fetch(Workplace place, String name) {
            Page page = place.page().section("A Docker registry");
            return place.bash(page.command("printf") + "\n"
                    + page.command("skopeo copy --src").replace("library/image", "library/" + name));
        }
    };

    private static final Path REPOSITORY = Path.of("target/gateways/m2").toAbsolutePath();

    /** Needs a token that writes. */
    abstract Command.Result publish(Workplace place, String name);

    /** Needs a token that reads. */
    abstract Command.Result fetch(Workplace place, String name);

    private static Command.Result npmPublish(Workplace place, String name, String language) {
        Page page = place.page().section("npm");
        place.write(".npmrc", page.configuration(language));
        place.write("package.json", "{\"name\":\"@example/" + name + "\",\"version\":\"1.0.0\"}");
        return place.bash(page.command("npm publish"));
    }

    private static Command.Result npmInstall(Workplace place, String name, String language) {
        Page page = place.page().section("npm");
        place.write(".npmrc", page.configuration(language));
        place.write("package.json", "{\"name\":\"application\",\"version\":\"1.0.0\"}");
        return place.bash(page.command("npm install").replace("library", "@example/" + name));
    }
}
