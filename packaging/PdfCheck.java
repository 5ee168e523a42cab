import java.io.FileInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks each PDF named on the command line against PDF/UA-1 and PDF/A-2a; exit 1 when one fails. */
public class PdfCheck {
  private static final String[] STANDARDS = {"ua1", "2a"};

  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    boolean allPass = files.length > 0;
    for (String file : files) {
      for (String standard : STANDARDS) {
        allPass &= check(file, PDFAFlavour.fromString(standard));
      }
    }
    System.exit(allPass ? 0 : 1);
  }

  private static boolean check(String file, PDFAFlavour flavour) throws Exception {
    try (FileInputStream stream = new FileInputStream(file);
        PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour)) {
      PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false);
      ValidationResult result = validator.validate(parser);
      String verdict = result.isCompliant() ? "pass" : "FAIL";
      System.out.printf(
          "%-4s %-10s %6d checks  %s%n", verdict, flavour, result.getTotalAssertions(), file);
      Map<String, Integer> failures = new LinkedHashMap<>();
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() == TestAssertion.Status.FAILED) {
          String rule =
              assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
          failures.merge(
              rule + " " + assertion.getMessage() + " @ " + assertion.getLocation().getContext(),
              1,
              Integer::sum);
        }
      }
      failures.forEach((what, count) -> System.out.println("     x" + count + " " + what));
      return result.isCompliant();
    }
  }
}
