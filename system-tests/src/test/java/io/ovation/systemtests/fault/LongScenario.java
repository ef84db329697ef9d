package io.ovation.systemtests.fault;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Takes minutes, and runs when {@code -Dovation.faults.long=true} asks for it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("long")
@EnabledIfSystemProperty(
        named = "ovation.faults.long",
        matches = "true",
        disabledReason = "a long scenario: -Dovation.faults.long=true runs it")
@interface LongScenario {}
