package dev.apitokens.systemtests.containers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Tests that run where a Docker engine and these images are; elsewhere one line says that they did not. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsImages.Condition.class)
@interface NeedsImages {

    String[] value();

    /** Looks once for each class. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getTestMethod().isPresent()
                    ? ConditionEvaluationResult.enabled("the class is")
                    : evaluate(context.getRequiredTestClass());
        }

        private static ConditionEvaluationResult evaluate(Class<?> tests) {
            List<String> images = AnnotationSupport.findAnnotation(tests, NeedsImages.class)
                    .map(needs -> List.of(needs.value()))
                    .orElse(List.of());
            String missing = Engine.missing(images);
            if (missing == null) {
                return ConditionEvaluationResult.enabled("engine and images are there");
            }
            System.out.println("not run: " + tests.getSimpleName() + ": " + missing);
            return ConditionEvaluationResult.disabled(missing);
        }
    }
}
