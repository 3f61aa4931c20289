#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _34
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _76 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _79 = (_76 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _89 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 0u
#endif
constant uint _124 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _125 = (_124 == 0u);

struct _131
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    float _m7;
    float _m8;
};

struct _154
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _167 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _168 = (_167 + 3u);
constant uint _169 = (_168 / 4u);
constant bool _185 = (_124 == 2u);

struct _217
{
    float _m0[1];
};

struct _234
{
    float _m0[1];
};

struct _255
{
    float _m0[1];
};

struct _307
{
    float _m0[1];
};

constant bool _317 = (_124 == 0u);
#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _395 = SPIRV_CROSS_CONSTANT_ID_2;

struct _443
{
    uint2 _m0[1];
};

struct _552
{
    uint2 _m0[1];
};

struct _667
{
    uint2 _m0[1];
};

constant uint _824 = (_395 + _89);
constant uint _825 = (_824 - 1u);
constant uint _826 = (_825 / _89);

struct _867
{
    float _m0[1];
};

struct _885
{
    float _m0[1];
};

struct _899
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _913 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_913, 1u, 1u);

kernel void main0(constant _131& _133 [[buffer(0)]], const device _154& _156 [[buffer(2)]], const device _307& _309 [[buffer(3)]], const device _234& _236 [[buffer(4)]], const device _217& _219 [[buffer(5)]], device _255& _257 [[buffer(6)]], const device _443& _445 [[buffer(7)]], const device _552& _554 [[buffer(9)]], const device _667& _669 [[buffer(11)]], device _867& _869 [[buffer(13)]], device _885& _887 [[buffer(14)]], device _899& _901 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _92[_89];
    threadgroup float4 _172[_169];
    uint _725 = ((_133._m4 + _395) - 1u) / _395;
    uint _1748;
    uint _1763;
    uint _1778;
    if (gl_WorkGroupID.x >= _725)
    {
        uint _734 = gl_WorkGroupID.x - _725;
        uint _742 = ((_133._m5 + _395) - 1u) / _395;
        bool _743 = _734 >= _742;
        uint _1764;
        uint _1779;
        if (_743)
        {
            _1779 = _133._m6;
            _1764 = _734 - _742;
        }
        else
        {
            _1779 = _133._m5;
            _1764 = _734;
        }
        _1778 = _1779;
        _1763 = _1764;
        _1748 = _743 ? 2u : 1u;
    }
    else
    {
        _1778 = _133._m4;
        _1763 = gl_WorkGroupID.x;
        _1748 = 0u;
    }
    do
    {
        if (_125)
        {
            break;
        }
        uint _966 = gl_WorkGroupID.y * _133._m3;
        float _1732;
        _1732 = 0.0;
        for (uint _1731 = gl_LocalInvocationID.x; _1731 < _133._m3; )
        {
            uint _978 = (_966 + _1731) / 4u;
            uint _980 = _1731 % 4u;
            ((threadgroup float*)&_172[_1731 / 4u])[_980] = ((device float*)&_156._m0[_978])[_980];
            _1732 = fma(((device float*)&_156._m0[_978])[_980], ((device float*)&_156._m0[_978])[_980], _1732);
            _1731 += _89;
            continue;
        }
        float _1737;
        if (_185)
        {
            float _1735;
            do
            {
                float _1113 = simd_sum(_1732);
                if (_79)
                {
                    _1735 = _1113;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1117 = simd_is_first();
                if (_1117)
                {
                    _92[gl_SubgroupID] = _1113;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1734;
                _1734 = _92[0];
                for (uint _1733 = 1u; _1733 < gl_NumSubgroups; )
                {
                    _1734 += _92[_1733];
                    _1733++;
                    continue;
                }
                _1735 = _1734;
                break;
            } while(false);
            float _1008 = 1.0 / sqrt((_1735 / float(_133._m3)) + _133._m8);
            float _1738;
            _1738 = 0.0;
            float _1054;
            for (uint _1736 = gl_LocalInvocationID.x; _1736 < _133._m3; _1738 = _1054, _1736 += _89)
            {
                uint _1019 = _966 + _1736;
                uint _1023 = _1736 / 4u;
                uint _1025 = _1736 % 4u;
                float _1027 = ((threadgroup float*)&_172[_1023])[_1025];
                float _1034 = fma(_1027 * _1008, _236._m0[_1736], _219._m0[_1019]);
                ((threadgroup float*)&_172[_1023])[_1025] = _1034;
                if (gl_WorkGroupID.x == 0u)
                {
                    _257._m0[_1019] = _1034;
                }
                _1054 = fma(_1034, _1034, _1738);
            }
            _1737 = _1738;
        }
        else
        {
            _1737 = _1732;
        }
        float _1741;
        do
        {
            float _1155 = simd_sum(_1737);
            if (_79)
            {
                _1741 = _1155;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1159 = simd_is_first();
            if (_1159)
            {
                _92[gl_SubgroupID] = _1155;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1740;
            _1740 = _92[0];
            for (uint _1739 = 1u; _1739 < gl_NumSubgroups; )
            {
                _1740 += _92[_1739];
                _1739++;
                continue;
            }
            _1741 = _1740;
            break;
        } while(false);
        float _1070 = 1.0 / sqrt((_1741 / float(_133._m3)) + _133._m7);
        for (uint _1742 = gl_LocalInvocationID.x; _1742 < _133._m3; )
        {
            uint _1080 = _1742 / 4u;
            uint _1082 = _1742 % 4u;
            ((threadgroup float*)&_172[_1080])[_1082] = (((threadgroup float*)&_172[_1080])[_1082] * _1070) * _309._m0[_1742];
            _1742 += _89;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _458[_395];
    for (uint _1745 = 0u; _1745 < _395; )
    {
        _458[_1745] = 0.0;
        _1745++;
        continue;
    }
    bool _771 = _1748 == 0u;
    if (_771)
    {
        uint _775 = _1763 * _395;
        uint _1809;
        _1809 = gl_LocalInvocationID.x;
        _34 _1191[_395];
        for (; _1809 < _133._m0; _1809 += _89)
        {
            for (uint _1867 = 0u; _1867 < _395; )
            {
                _1191[_1867] = _34{ uint4(4u * ((min((_775 + _1867), (_1778 - 1u)) * _133._m0) + _1809)), 1.0, 0.0 };
                _1867++;
                continue;
            }
            uint _1868;
            _1868 = 0u;
            for (; _1868 < 4u; _1868++)
            {
                uint _1237 = (4u * _1809) + _1868;
                float4 _1871;
                do
                {
                    if (_317)
                    {
                        _1871 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1237];
                        break;
                    }
                    _1871 = _172[_1237];
                    break;
                } while(false);
                for (uint _1872 = 0u; _1872 < _395; )
                {
                    uint _1249 = _1191[_1872]._m0.x + _1868;
                    float4 _1341 = as_type<float4>(uint4(_445._m0[_1249].x << uint(16), _445._m0[_1249].x & 4294901760u, _445._m0[_1249].y << uint(16), _445._m0[_1249].y & 4294901760u));
                    _458[_1872] = fma(_1871.w, _1341.w, fma(_1871.z, _1341.z, fma(_1871.y, _1341.y, fma(_1871.x, _1341.x, _458[_1872]))));
                    _1872++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_1748 == 1u)
        {
            uint _788 = _1763 * _395;
            uint _1800;
            _1800 = gl_LocalInvocationID.x;
            _34 _1344[_395];
            for (; _1800 < _133._m0; _1800 += _89)
            {
                for (uint _1801 = 0u; _1801 < _395; )
                {
                    _1344[_1801] = _34{ uint4(4u * ((min((_788 + _1801), (_1778 - 1u)) * _133._m0) + _1800)), 1.0, 0.0 };
                    _1801++;
                    continue;
                }
                uint _1802;
                _1802 = 0u;
                for (; _1802 < 4u; _1802++)
                {
                    uint _1390 = (4u * _1800) + _1802;
                    float4 _1805;
                    do
                    {
                        if (_317)
                        {
                            _1805 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1390];
                            break;
                        }
                        _1805 = _172[_1390];
                        break;
                    } while(false);
                    for (uint _1806 = 0u; _1806 < _395; )
                    {
                        uint _1402 = _1344[_1806]._m0.x + _1802;
                        float4 _1494 = as_type<float4>(uint4(_554._m0[_1402].x << uint(16), _554._m0[_1402].x & 4294901760u, _554._m0[_1402].y << uint(16), _554._m0[_1402].y & 4294901760u));
                        _458[_1806] = fma(_1805.w, _1494.w, fma(_1805.z, _1494.z, fma(_1805.y, _1494.y, fma(_1805.x, _1494.x, _458[_1806]))));
                        _1806++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _797 = _1763 * _395;
            uint _1791;
            _1791 = gl_LocalInvocationID.x;
            _34 _1497[_395];
            for (; _1791 < _133._m0; _1791 += _89)
            {
                for (uint _1792 = 0u; _1792 < _395; )
                {
                    _1497[_1792] = _34{ uint4(4u * ((min((_797 + _1792), (_1778 - 1u)) * _133._m0) + _1791)), 1.0, 0.0 };
                    _1792++;
                    continue;
                }
                uint _1793;
                _1793 = 0u;
                for (; _1793 < 4u; _1793++)
                {
                    uint _1543 = (4u * _1791) + _1793;
                    float4 _1796;
                    do
                    {
                        if (_317)
                        {
                            _1796 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1543];
                            break;
                        }
                        _1796 = _172[_1543];
                        break;
                    } while(false);
                    for (uint _1797 = 0u; _1797 < _395; )
                    {
                        uint _1555 = _1497[_1797]._m0.x + _1793;
                        float4 _1647 = as_type<float4>(uint4(_669._m0[_1555].x << uint(16), _669._m0[_1555].x & 4294901760u, _669._m0[_1555].y << uint(16), _669._m0[_1555].y & 4294901760u));
                        _458[_1797] = fma(_1796.w, _1647.w, fma(_1796.z, _1647.z, fma(_1796.y, _1647.y, fma(_1796.x, _1647.x, _458[_1797]))));
                        _1797++;
                        continue;
                    }
                }
            }
        }
    }
    float _829[_826];
    for (uint _1810 = 0u; _1810 < _395; _1810++)
    {
        float _816 = _458[_1810];
        float _1862;
        do
        {
            float _1656 = simd_sum(_816);
            if (_79)
            {
                _1862 = _1656;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1660 = simd_is_first();
            if (_1660)
            {
                _92[gl_SubgroupID] = _1656;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1861;
            _1861 = _92[0];
            for (uint _1860 = 1u; _1860 < gl_NumSubgroups; )
            {
                _1861 += _92[_1860];
                _1860++;
                continue;
            }
            _1862 = _1861;
            break;
        } while(false);
        if ((_1810 % _89) == gl_LocalInvocationID.x)
        {
            _829[_1810 / _89] = _1862;
        }
    }
    for (uint _1811 = 0u; _1811 < _826; _1811++)
    {
        uint _848 = (_1811 * _89) + gl_LocalInvocationID.x;
        uint _853 = (_1763 * _395) + _848;
        if ((_848 < _395) && (_853 < _1778))
        {
            if (_771)
            {
                _869._m0[(gl_WorkGroupID.y * _1778) + _853] = _829[_1811];
            }
            else
            {
                if (_1748 == 1u)
                {
                    _887._m0[(gl_WorkGroupID.y * _1778) + _853] = _829[_1811];
                }
                else
                {
                    _901._m0[(gl_WorkGroupID.y * _1778) + _853] = _829[_1811];
                }
            }
        }
    }
}

