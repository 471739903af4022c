package com.developmentleads.testing;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A test of the commands or routes: fills its fields before each test and closes their values after it. A field of type
 * {@link ScriptedApi} gets one that has started; of type {@link TestInstallation} one with a training file, whose
 * provider is that API; of any other closeable type with a constructor for a folder, one in a folder of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LeadsTest.Fields.class)
public @interface LeadsTest {

    final class Fields implements BeforeEachCallback, AfterEachCallback {

        private static final Namespace OURS = Namespace.create(LeadsTest.class);

        @Override
        public void beforeEach(ExtensionContext context) throws Exception {
            Path folder = Files.createTempDirectory("leads-test");
            context.getStore(OURS).put(context.getUniqueId(), folder);
            Object test = context.getRequiredTestInstance();
            String provider = null;
            for (Field field : fields(test)) {
                if (field.getType() == ScriptedApi.class) {
                    ScriptedApi api = ScriptedApi.start();
                    provider = api.baseUrl();
                    field.set(test, api);
                } else if (field.getType() == TestInstallation.class) {
                    field.set(test, new TestInstallation(folder, provider).withTrainingFile());
                } else {
                    field.set(test, field.getType().getConstructor(Path.class).newInstance(folder));
                }
            }
        }

        @Override
        public void afterEach(ExtensionContext context) throws Exception {
            Object test = context.getRequiredTestInstance();
            for (Field field : fields(test)) {
                if (field.get(test) instanceof AutoCloseable open) {
                    open.close();
                }
            }
            TestInstallation.stopLogging();
            delete(context.getStore(OURS).remove(context.getUniqueId(), Path.class));
        }

        /** The fields that are filled here, an API before the installation that uses it. */
        private static List<Field> fields(Object test) {
            List<Field> fields = Stream.of(test.getClass().getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()) && isOurs(field.getType()))
                    .sorted(Comparator.comparing(field -> field.getType() != ScriptedApi.class))
                    .toList();
            fields.forEach(field -> field.setAccessible(true));
            return fields;
        }

        private static boolean isOurs(Class<?> type) {
            return type == ScriptedApi.class
                    || type == TestInstallation.class
                    || AutoCloseable.class.isAssignableFrom(type)
                            && Stream.of(type.getConstructors())
                                    .anyMatch(made ->
                                            List.of(made.getParameterTypes()).equals(List.of(Path.class)));
        }

        private static void delete(Path folder) throws IOException {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
