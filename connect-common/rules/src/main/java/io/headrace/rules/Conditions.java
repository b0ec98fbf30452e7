package io.headrace.rules;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ClassesTransformer;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** What {@link HouseRulesTest} asks for and ArchUnit does not bring. */
final class Conditions {

    private Conditions() {}

    static ArchCondition<JavaClass> useOnlyLowerFloors() {
        return new ArchCondition<>("use only its own unit and lower floors") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
                    Optional<Floor> here = Floor.of(arrow.getOriginClass());
                    Optional<Floor> there = Floor.of(arrow.getTargetClass().getBaseComponentType());
                    if (here.isPresent() && there.isPresent() && !here.get().mayUse(there.get())) {
                        events.add(SimpleConditionEvent.violated(type, arrow.getDescription()));
                    }
                }
            }
        };
    }

    static ClassesTransformer<JavaPackage> packagesWithClasses() {
        return new AbstractClassesTransformer<>("packages") {
            @Override
            public Iterable<JavaPackage> doTransform(JavaClasses classes) {
                return classes.stream()
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .map(JavaClass::getPackage)
                        .collect(Collectors.toSet());
            }
        };
    }

    static ArchCondition<JavaPackage> beNullMarked() {
        return new ArchCondition<>("have a package-info.java with @NullMarked") {
            @Override
            public void check(JavaPackage item, ConditionEvents events) {
                if (!item.isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            item, "Package " + item.getName() + " has no package-info.java with @NullMarked"));
                }
            }
        };
    }
}
