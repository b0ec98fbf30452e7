package io.headrace.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Which classes and calls the house rules speak of. */
final class Calls {

    private Calls() {}

    /** The packages of the connect-api jar; Connect's runtime has others. */
    static DescribedPredicate<JavaClass> ofConnectApi() {
        String connect = "org.apache.kafka.connect.";
        return resideInAnyPackage(
                connect + "components..",
                connect + "connector..",
                connect + "data..",
                connect + "errors..",
                connect + "header..",
                connect + "health..",
                connect + "sink..",
                connect + "source..",
                connect + "storage..",
                connect + "transforms..",
                connect + "util..");
    }

    static DescribedPredicate<JavaConstructorCall> makingAThread() {
        return DescribedPredicate.describe("make a thread, a timer or a pool", call -> {
            JavaClass made = call.getTargetOwner();
            return !call.getOriginOwner().isAssignableTo(Thread.class)
                    && (made.isAssignableTo(Thread.class)
                            || made.isAssignableTo(Timer.class)
                            || made.isAssignableTo(Executor.class)
                                    && made.getPackageName().equals("java.util.concurrent"));
        });
    }

    static DescribedPredicate<JavaMethodCall> startingAThread() {
        return DescribedPredicate.describe("start a thread or use a shared pool", call -> {
            JavaClass owner = call.getTargetOwner();
            String method = call.getName();
            return owner.isEquivalentTo(Executors.class)
                    || owner.isEquivalentTo(Thread.class)
                            && (method.startsWith("startVirtual") || method.startsWith("of"))
                    || owner.isEquivalentTo(CompletableFuture.class)
                            && method.endsWith("Async")
                            && call.getTarget().getRawParameterTypes().stream()
                                    .noneMatch(type -> type.isEquivalentTo(Executor.class));
        });
    }

    static DescribedPredicate<JavaMethodCall> printingAStackTrace() {
        return DescribedPredicate.describe(
                "print a stack trace to the console",
                call -> call.getName().equals("printStackTrace")
                        && call.getTargetOwner().isAssignableTo(Throwable.class)
                        && call.getTarget().getRawParameterTypes().isEmpty());
    }
}
