using System;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Threading;

namespace SlurmBank.Engine.Tests;

public class ServiceUnitsTests
{
    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(1, "0.0000003")]
    [InlineData(-1, "-0.0000003")]
    [InlineData(179, "0.0000497")]
    [InlineData(180, "0.0001")]
    [InlineData(-180, "-0.0001")]
    [InlineData(12_000, "0.0033")]
    [InlineData(17_999, "0.0050")]
    [InlineData(-17_999, "-0.0050")]
    [InlineData(18_000, "0.01")]
    [InlineData(-18_000, "-0.01")]
    [InlineData(36_000, "0.01")]
    [InlineData(3_600_000, "1.00")]
    [InlineData(-9_000_000, "-2.50")]
    [InlineData(long.MaxValue - 1, "2562047788015.22")]
    [InlineData(long.MinValue, "-2562047788015.22")]
    [InlineData(long.MaxValue, "unlimited")]
    public void Prints_two_decimals_halves_away_from_zero_and_never_zero_for_what_is_not(long units, string expected) =>
        Assert.Equal(expected, ServiceUnits.FromUnits(units).ToString());

    [Theory]
    [InlineData("U", "4500000")]
    [InlineData("G", "1.25")]
    [InlineData(null, "1.25")]
    [InlineData("0.000", "1.250")]
    [InlineData("N0", "1")]
    public void Formats(string? format, string expected) => Assert.Equal(expected, ServiceUnits.FromUnits(4_500_000).ToString(format, null));

    [Fact]
    public void No_culture_changes_what_is_printed_or_read()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberDecimalSeparator = ",";
            german.NumberFormat.NegativeSign = "~";
            Thread.CurrentThread.CurrentCulture = german;
            Assert.Equal("-1.25", ServiceUnits.FromUnits(-4_500_000).ToString());
            Assert.Equal(-4_500_000, ServiceUnits.Parse("-1.25").Units);
            Assert.Equal(360_000, ((ServiceUnits)0.1).Units);
            Assert.Equal(0, ServiceUnits.FromUnits(360_000).CompareTo(0.1));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void Arithmetic_is_checked()
    {
        var most = ServiceUnits.FromUnits(long.MaxValue - 1);
        Assert.Throws<OverflowException>(() => most + most);
        Assert.Throws<OverflowException>(() => most + ServiceUnits.FromUnits(1));
        Assert.Throws<OverflowException>(() => ServiceUnits.FromUnits(long.MinValue) - ServiceUnits.FromUnits(1));
        Assert.Throws<OverflowException>(() => -ServiceUnits.FromUnits(long.MinValue));
        Assert.Throws<OverflowException>(() => most * 2);
        Assert.Throws<OverflowException>(() => ServiceUnits.FromWhole(2_562_047_788_016));
        Assert.Throws<OverflowException>(() => ServiceUnits.FromBillingSeconds(long.MaxValue / 999));
        Assert.Throws<OverflowException>(() => ServiceUnits.FromDecimal(decimal.MaxValue));
        Assert.Throws<OverflowException>(() => ServiceUnits.FromDecimal(decimal.MinValue));
        Assert.Throws<OverflowException>(() => (ServiceUnits)double.NaN);
        Assert.Throws<OverflowException>(() => (ServiceUnits)1e300);
        // 7 x (2^63 - 1)/7 lands on the value that means unlimited.
        Assert.Throws<OverflowException>(() => ServiceUnits.FromUnits(long.MaxValue / 7) * 7);
        Assert.Equal(-5, (ServiceUnits.FromUnits(5) - ServiceUnits.FromUnits(10)).Units);
        Assert.Equal(15, (3 * ServiceUnits.FromUnits(5)).Units);
    }

    [Fact]
    public void Unlimited_absorbs()
    {
        ServiceUnits one = ServiceUnits.FromWhole(1);
        Assert.True((ServiceUnits.Unlimited + one).IsUnlimited);
        Assert.True((one + ServiceUnits.Unlimited).IsUnlimited);
        Assert.True((ServiceUnits.Unlimited + ServiceUnits.Unlimited).IsUnlimited);
        Assert.True((ServiceUnits.Unlimited - one).IsUnlimited);
        Assert.True((ServiceUnits.Unlimited * 3).IsUnlimited);
        Assert.Throws<OverflowException>(() => one - ServiceUnits.Unlimited);
        Assert.Throws<OverflowException>(() => ServiceUnits.Unlimited - ServiceUnits.Unlimited);
        Assert.Throws<OverflowException>(() => -ServiceUnits.Unlimited);
        Assert.Throws<OverflowException>(() => ServiceUnits.Unlimited * 0);
    }

    [Fact]
    public void A_decimal_that_is_finer_than_a_unit_is_refused_however_many_digits_it_has()
    {
        Assert.Throws<TextFormatException>(() => ServiceUnits.FromDecimal(0.0000001m));
        // The product of this one needs 35 digits: rounded to a decimal it would look whole.
        Assert.Throws<TextFormatException>(() => ServiceUnits.FromDecimal(7000000000.0000000000000000001m));
        Assert.Equal(9_000_000, ServiceUnits.FromDecimal(2.5000000000000000000m).Units);
        Assert.Equal(long.MaxValue / 3_600_000, (long)ServiceUnits.FromWhole(long.MaxValue / 3_600_000).Amount);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(-1, -1)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(long.MinValue, -1)]
    public void Sign_is_that_of_the_units(long units, int sign)
    {
        Assert.Equal(sign, ServiceUnits.FromUnits(units).Sign);
        Assert.Equal(sign, ServiceUnits.FromUnits(units).CompareTo(0));
    }

    [Fact]
    public void Operators_agree_with_the_units_at_random()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 10_000; round++)
        {
            long left = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
            long right = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
            ServiceUnits a = ServiceUnits.FromUnits(left);
            ServiceUnits b = ServiceUnits.FromUnits(right);
            BigInteger sum = (BigInteger)left + right;
            bool fits = sum >= long.MinValue && sum < long.MaxValue;
            Assert.True(fits == Try(() => a + b, out ServiceUnits total) && (!fits || total.Units == sum), $"seed {seed}: {left} + {right}");
            Assert.True((left < right) == (a < b) && (left >= right) == (a >= b) && left.CompareTo(right) == a.CompareTo(b), $"seed {seed}: {left} ? {right}");
        }
    }

    [Fact]
    public void PowerShell_finds_what_it_converts_with()
    {
        Type[] from = [.. typeof(ServiceUnits).GetMethods()
            .Where(method => method.Name == "op_Explicit" && method.ReturnType == typeof(ServiceUnits))
            .Select(method => method.GetParameters()[0].ParameterType)];
        Assert.Equal(new[] { typeof(decimal), typeof(double), typeof(int), typeof(long) }, from.OrderBy(type => type.Name));
        Assert.NotNull(typeof(ServiceUnits).GetMethod("Parse", [typeof(string)]));
    }

    // What -gt, -le and the rest do once the left side is an amount: IComparable.CompareTo(object).
    [Theory]
    [InlineData(3_600_000, 1, 0)]
    [InlineData(3_600_000, 1L, 0)]
    [InlineData(3_600_000, (byte)1, 0)]
    [InlineData(3_600_000, 2ul, -1)]
    [InlineData(360_000, 0.1, 0)]
    [InlineData(360_000, 0.1f, 0)]
    [InlineData(1_200_000, 0.3333333333, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(36_000_000_000, "10k", 0)]
    [InlineData(36_000_000_000, "10.1k SU", -1)]
    [InlineData(long.MaxValue, "unlimited", 0)]
    [InlineData(long.MaxValue, long.MaxValue, 1)]
    [InlineData(long.MaxValue, 1e300, 1)]
    [InlineData(long.MaxValue - 1, 1e300, -1)]
    [InlineData(long.MaxValue, double.PositiveInfinity, 0)]
    [InlineData(0, double.NegativeInfinity, 1)]
    [InlineData(0, double.NaN, 1)]
    [InlineData(-1, -1e300, 1)]
    [InlineData(0, null, 1)]
    public void Compares_as_PowerShell_asks(long units, object? other, int expected) =>
        Assert.Equal(expected, Math.Sign(((IComparable)ServiceUnits.FromUnits(units)).CompareTo(other)));

    [Fact]
    public void Compares_exactly_with_decimals_and_big_integers()
    {
        // 1 unit is 2.777...e-7 SU: the decimal next to it is not equal to it.
        Assert.Equal(1, ServiceUnits.FromUnits(1).CompareTo(0.0000002777777777777777777777m));
        Assert.Equal(-1, ServiceUnits.FromUnits(1).CompareTo(0.0000002777777777777777777778m));
        Assert.Equal(-1, ServiceUnits.FromUnits(long.MaxValue - 1).CompareTo(decimal.MaxValue));
        Assert.Equal(1, ServiceUnits.FromUnits(long.MinValue).CompareTo(decimal.MinValue));
        Assert.Equal(0, ServiceUnits.FromWhole(5).CompareTo(new BigInteger(5)));
        Assert.Equal(1, ServiceUnits.Unlimited.CompareTo(BigInteger.Pow(10, 40)));
        Assert.Throws<ArgumentException>(() => ServiceUnits.Zero.CompareTo(DateTime.MinValue));
        Assert.Throws<TextFormatException>(() => ServiceUnits.Zero.CompareTo("much"));
        Assert.True(ServiceUnits.Zero.Equals((object)default(ServiceUnits)));
        Assert.False(ServiceUnits.Zero.Equals((object)0));
    }

    private static bool Try(Func<ServiceUnits> compute, out ServiceUnits result)
    {
        result = default;
        try
        {
            result = compute();
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
