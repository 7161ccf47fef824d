/** What a run found: figures and demands, a verdict printed, a JSON file written. Way in: {@link dev.weft.load.report.Report}. */
@NullMarked
package dev.weft.load.report;

import org.jspecify.annotations.NullMarked;
