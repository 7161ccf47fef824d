/**
 * The house rules, held against the compiled tree: who may import whom ({@code imports.txt}), who may create, deploy, read the environment,
 * call out and answer. {@link dev.weft.house.HouseRules} lists every rule; {@link dev.weft.house.HouseRulesMetaTest} plants a violation of
 * each and shows that it is caught, so that a rule which has gone blind fails the build.
 */
@NullMarked
package dev.weft.house;

import org.jspecify.annotations.NullMarked;
